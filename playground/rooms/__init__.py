"""Rooms: a teacher and a class on one server, each student with networks of their own. Everything is in memory.

Nothing here knows Streamlit, PyTorch or the network; pages and routes ask, and are told of changes.
"""

from playground.rooms.attempts import Attempts
from playground.rooms.codes import new_code, read_code
from playground.rooms.gate import Gate, GateError
from playground.rooms.names import clean_name
from playground.rooms.registry import ROOMS, Rooms
from playground.rooms.room import Room
from playground.rooms.shown import Order, Poll, RoomError, Task
from playground.rooms.student import Place, Student

GATE = Gate(ROOMS)
"""That of this process."""

__all__ = [
    "GATE",
    "ROOMS",
    "Attempts",
    "Gate",
    "GateError",
    "Order",
    "Place",
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
