from __future__ import annotations

from math import exp, tanh

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_a_point_is_followed_through_the_network(visit: Open) -> None:
    page = visit("/?speed=20-epochs")
    page.play().wait_epochs(10)
    page.pause()
    network = page.network
    page.click_point(30)
    expect(network.inspector).to_contain_text("Point chosen: target")
    target, loss = int(network.number("target")), network.number("loss")
    predictions = [network.number(f"P({k})") for k in (0, 1)]
    assert sum(predictions) == pytest.approx(1, abs=0.011)
    assert exp(-loss) == pytest.approx(predictions[target], abs=0.006), "cross-entropy of this point alone"
    network.point(network.centre(1, 3))
    expect(network.inspector).to_contain_text(" = tanh(")
    says = network.says.replace("−", "-")
    total, value = says.split(" = tanh(")[1].split("\n")[0].split(") = ")
    assert tanh(float(total)) == pytest.approx(float(value), abs=0.001)
    page.play().wait_epochs(20)
    page.pause()
    expect(network.inspector).not_to_contain_text(f"loss {loss:.3f}.")
    network.inspector.get_by_role("button", name="Let the point go").click()
    expect(network.inspector).not_to_contain_text("Point chosen")
