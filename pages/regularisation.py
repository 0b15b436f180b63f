"""The regularisation page: dropout over all masks, and penalties on weights."""

from playground.controls.preset_menu import claim_and_question
from playground.ui.address import begin_address, write_address
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.regularisation.controls import apply_preset, regularisation_controls
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

wide_page()
begin_address()
controls = regularisation_controls()
if controls.is_of_part and not hidden("question"):
    claim_and_question(controls.preset, f"question-{controls.preset.label}", controls.unchanged, apply_preset)
controls.show()
send_sidebar()
if not hidden("lesson"):
    lesson("regularisation")
write_address()
