"""What pages share: the shell around them, controls, lessons."""
