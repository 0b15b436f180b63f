"""Rooms: a teacher and a class on one server, each student with networks of their own. Everything is in memory.

Nothing here knows Streamlit, PyTorch or the network; pages and routes ask, and are told of changes.
"""

from playground.rooms.attempts import Attempts
from playground.rooms.codes import new_code, read_code
from playground.rooms.names import clean_name
from playground.rooms.registry import ROOMS, Rooms
from playground.rooms.room import Room
from playground.rooms.shown import Order, Poll, RoomError, Task
from playground.rooms.student import Student

__all__ = [
    "ROOMS",
    "Attempts",
    "Order",
    "Poll",
    "Room",
    "RoomError",
    "Rooms",
    "Student",
    "Task",
    "clean_name",
    "new_code",
    "read_code",
]
