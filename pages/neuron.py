"""The neuron page: the formal neuron by hand, activation functions, linear regression, softmax with two classes."""

from playground.ui.address import begin_address, write_address
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.neuron.activation_cards import activation_cards
from playground.ui.neuron.controls import neuron_controls, show_neuron
from playground.ui.neuron.line_fit import line_fit
from playground.ui.neuron.two_classes import two_classes
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

wide_page()
begin_address()
controls = neuron_controls()
show_neuron(controls)
send_sidebar()
if not hidden("cards"):
    activation_cards(controls.name, controls.activations)
if not hidden("regression"):
    line_fit()
if not hidden("two_classes"):
    two_classes()
if not hidden("lesson"):
    lesson("neuron")
write_address()
