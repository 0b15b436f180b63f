"""The process that trains: what it is told, who starts it, and whose it is."""
