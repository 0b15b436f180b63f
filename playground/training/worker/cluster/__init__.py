"""Workers on other machines: a Ray cluster says where, frames come straight from them by TCP."""
