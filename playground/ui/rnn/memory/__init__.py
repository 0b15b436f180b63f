"""What a recurrent network remembers, step by step: the component in Python and in the browser."""
