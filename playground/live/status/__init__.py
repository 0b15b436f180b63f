"""What a server says of itself to whoever runs it: in numbers, without a name, a token, a code or an address."""
