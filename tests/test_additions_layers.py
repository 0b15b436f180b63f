"""How little it takes to add a layer: what it is, how it is built, its card (see :mod:`tests.test_additions`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adding import OPEN, copied, insert, run


@pytest.fixture(name="tree")
def fixture_tree(tmp_path: Path) -> Path:
    """A copy of what the app consists of."""
    return copied(tmp_path)


def test_a_layer(tree: Path) -> None:
    described = tree / "playground" / "experiment" / "image_layers.py"
    insert(
        described,
        "IMAGE_LAYERS: tuple",
        """
        class Upsample(LayerSpec):
            \"\"\"Shows each pixel several times.\"\"\"

            type: Literal["upsample"] = "upsample"
            scale: Annotated[int, Field(ge=1, le=8)] = 2
            activation: ActivationName = "linear"

            def output_shape(self, shape: Shape) -> Shape:
                channels, height, width = image_shape(self.kind, shape)
                return (channels, height * self.scale, width * self.scale)


        """,
    )
    source = described.read_text("utf-8")
    described.write_text(source.replace("MaxPool2d, AvgPool2d)", "MaxPool2d, AvgPool2d, Upsample)"), "utf-8")
    modules = tree / "playground" / "architecture" / "modules.py"
    insert(
        modules,
        "BUILDERS: Mapping",
        """
        def _upsample(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
            upsample = nn.Upsample(scale_factor=spec.scale)
            return [upsample] if spec.activation == "linear" else [upsample, activation_module(spec.activation)]


        """,
    )
    insert(modules, '        "flatten": _flatten,', '        "upsample": _upsample,')
    insert(
        tree / "playground" / "controls" / "layer_kinds.py",
        '        "flatten": LayerKind(',
        """
                "upsample": LayerKind(
                    "Upsampling", "upsample", "up", fields={"scale": Field(1, 4, "Times")}, new={"scale": 3}, colour=2
                ),
        """,
    )
    run(
        tree,
        OPEN
        + """
from playground import Experiment, train
from playground.experiment.image_layers import Upsample
from playground.training.probes.image_view import ImageView
from playground.training.probes.maps import ChosenMap, FeatureMaps, Kernels
from playground.training.trainers.image import ImageTrainer
assert "Upsample" in Experiment.model_json_schema()["$defs"]
layers = [{"type": "conv2d", "filters": 3}, {"type": "upsample", "activation": "tanh"}, {"type": "flatten"}]
enlarging = Experiment.from_parts({"data": {"name": "digits", "samples": 100}, "model": {"layers": layers}})
assert enlarging.layers[1].output_shape == (3, 12, 12)
assert train(enlarging, epochs=1, device="cpu").status == "finished"
view = ImageView(ImageTrainer(enlarging))
assert FeatureMaps().measure(view)["maps_2"].shape == (2, 3, 12, 12)
assert set(Kernels().measure(view)) == {"kernels_1"}
app = visit("cnn", cnn_data="digits", cnn_layers="conv:3,3,1,0,1,relu;up:2,tanh;flatten")
layers = app.session_state["cnn_layers"]
assert layers[1] == Upsample(scale=2, activation="tanh"), layers
assert "2 · upsampling → 3×12×12" in [button.label for button in app.button], [button.label for button in app.button]
app.button(key="cnn_card_2").click().run()
assert not app.exception, app.exception
assert app.slider(key="cnn_2_upsample_scale").label == "Times"
app.slider(key="cnn_2_upsample_scale").set_value(4).run()
app.selectbox(key="cnn_2_upsample_activation").set_value("relu").run()
assert not app.exception, app.exception
assert app.session_state["cnn_layers"][1] == Upsample(scale=4, activation="relu")
assert "Upsampling" in app.selectbox(key="cnn_2_upsample_kind").options
app.selectbox(key="cnn_2_upsample_kind").set_value("dropout").run()
app.selectbox(key="cnn_2_dropout_kind").set_value("upsample").run()
assert not app.exception, app.exception
assert app.session_state["cnn_layers"][1] == Upsample(scale=3)
""",
    )
