"""JSON as people write it by hand, with comments and commas after the last entry, to JSON as the standard has it.

There is no light, well-kept reader of such files that also says line and column; taking out what the standard lacks and
leaving the rest in its place takes two patterns, and keeps the lines and columns of refusals true.
"""

from __future__ import annotations

import re

_STRING = r'"(?:[^"\\\n]|\\.)*+\\?+(?:"|\Z|(?=\n))'  # possessive: one that does not end costs no more
_COMMENT = re.compile(rf"{_STRING}|(?P<comment>//[^\n]*|\#[^\n]*|/\*(?:.*?\*/|.*\Z))", re.DOTALL)
_COMMA = re.compile(rf"(?P<before>(?:{_STRING}|[^\s,:\[{{\"])\s*),(?=\s*[}}\]])|{_STRING}", re.DOTALL)
_VISIBLE = re.compile(r"[^\r\n]")


def standard_json(text: str) -> str:
    r"""Return a text of the same length without comments (``//``, ``/* */``, ``#``) and commas before ``}`` and ``]``.

    Blanks stand in their place, so that everything else stays in its line and column. What is in quotes is left alone,
    and JSON of the standard does not change.

    Examples
    --------
    >>> standard_json('{"seed": 1,} // one')
    '{"seed": 1 }       '
    """
    bare = _COMMENT.sub(lambda match: _VISIBLE.sub(" ", match[0]) if match["comment"] else match[0], text)
    return _COMMA.sub(lambda match: match[0] if match["before"] is None else f"{match['before']} ", bare)
