"""The room of the page where a class is opened, joined and watched."""
