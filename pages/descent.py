"""The descent page: how methods go down a surface, where each start ends, how large a step may be, and noise."""

from playground.controls.preset_menu import claim_and_question
from playground.ui.address import begin_address, write_address
from playground.ui.descent.controls import apply_preset, descent_controls
from playground.ui.descent.parts import basins_part, noise_part, race_part, size_part
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

PARTS = {"race": race_part, "basins": basins_part, "size": size_part, "noise": noise_part}

wide_page()
begin_address()
controls = descent_controls()
show_figure = PARTS[controls.part](controls)
if controls.is_of_part and not hidden("question"):
    claim_and_question(controls.preset, f"question-{controls.preset.label}", controls.unchanged, apply_preset)
show_figure()
send_sidebar()
if not hidden("lesson"):
    lesson("descent")
write_address()
