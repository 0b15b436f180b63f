"""What components say of the CSV files that they hand over."""

from __future__ import annotations

from playground.i18n import _


def csv_texts() -> dict[str, str]:
    """Return the words of the choice that stands beside the buttons of CSV files, for ``csv.js``."""
    return {
        "csv_form": _("Numbers in CSV files"),
        "csv_point": _("1.5 and commas"),
        "csv_comma": _("1,5 and semicolons"),
    }
