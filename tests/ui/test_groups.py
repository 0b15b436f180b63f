"""Groups of controls that belong to some pages, and controls that a page covers."""

from __future__ import annotations

import pytest

from playground.ui.group_list import EVERY_PAGE, GROUPS
from playground.ui.groups import read_hidden
from tests.ui.scripts import open_script, run
from tests.ui.test_class_link import SHOWN, headings, link_of, open_dialog, result, script, shown


def test_groups_are_on_pages_that_there_are() -> None:
    for name, group in GROUPS.items():
        assert group.pages, name
        assert set(group.pages) <= set(EVERY_PAGE), name


@pytest.mark.parametrize("page", ["perceptron", "compare"])
def test_the_dialog_of_a_page_offers_its_own_groups_and_no_other_pages(page: str) -> None:
    app = open_dialog(open_script(script, as_page=page))
    offered = {box.key.removeprefix("keep-") for box in app.checkbox}
    assert offered == {name for name, group in GROUPS.items() if page in group.pages}
    assert ({"axis", "seeds"} <= offered) == (page == "compare")
    for name in offered:
        app.checkbox(key=f"keep-{name}").uncheck()
    hiding = read_hidden(link_of(open_dialog(app))["hide"])
    assert hiding == offered, "nothing that another page has"


def test_what_a_page_covers_is_not_shown_and_comes_back_with_another() -> None:
    app = open_script(script, as_page="compare", covers="units*,seed", units1="3", seed="9")
    assert shown(app) == [key for key in SHOWN if key not in ("units1", "seed")]
    assert (result(app)["units1"], result(app)["seed"]) == (3, 9), "its value stays"
    del app.query_params["covers"]
    assert shown(run(app)) == list(SHOWN)


@pytest.mark.parametrize("covers", ["data,features,noise,samples,train", "d*,features,noise,s*,train"])
def test_a_heading_goes_with_the_last_control_that_is_covered(covers: str) -> None:
    keys = "view1,view2,standardize,columns,own_,cnn_*,rnn_*,gan_*"  # of the page, and not in this script
    app = open_script(script, as_page="compare", covers=f"{covers},{keys}")
    assert "data" not in shown(app)
    assert headings(app) == ["Network", "Training"]
