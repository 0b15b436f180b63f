"""Forms, and the controls that fill them: what a page's own sidebar and the comparison both need."""
