"""The convolution page: kernels over signals and pictures, pixel by pixel, and pooling."""

from playground.controls.preset_menu import claim_and_question
from playground.ui.address import begin_address, write_address
from playground.ui.convolution.controls import apply_preset, convolution_controls
from playground.ui.convolution.parts import picture_part, pooling_part, signal_part
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

PARTS = {"signal": signal_part, "picture": picture_part, "steps": picture_part, "pooling": pooling_part}

wide_page()
begin_address()
controls = convolution_controls()
if not hidden("question"):
    claim_and_question(controls.preset, f"question-{controls.preset.label}", controls.unchanged, apply_preset)
PARTS[controls.part](controls)
send_sidebar()
if not hidden("lesson"):
    lesson("convolution")
write_address()
