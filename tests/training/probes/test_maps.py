"""What a worker shows of a network for images, against the model's own modules."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from playground.training.probes.focus import Focus
from playground.training.probes.maps import MIDDLE, BatchCurves, ChosenMap, FeatureMaps, InHand, Kernels, Wrong
from playground.training.probes.reasons import Reasons
from tests.training.imaging import LAYERS, digits, seen, trained


def test_the_image_in_hand_and_the_answer() -> None:
    trainer = trained(2)
    measured = InHand().measure(seen(trainer, Focus(image=7)))
    place = trainer.dataset.train_samples + 7
    np.testing.assert_array_equal(measured["image"], trainer.dataset.inputs[place])
    assert measured["image_class"] == trainer.dataset.targets[place]
    trainer.model.eval()
    with torch.no_grad():
        expected = trainer.model(torch.tensor(trainer.dataset.inputs[place : place + 1])).softmax(1)[0]
    np.testing.assert_allclose(measured["image_probabilities"], expected, rtol=1e-5, atol=1e-7)


def test_a_drawing_is_taken_in_hand_and_one_of_the_wrong_size_is_not() -> None:
    trainer = trained()
    pixels = bytes(range(64))
    measured = InHand().measure(seen(trainer, Focus(image=3, pixels=pixels)))
    np.testing.assert_allclose(measured["image"].reshape(-1), np.arange(64) / 255, rtol=1e-6)
    assert measured["image_class"] == -1
    other = InHand().measure(seen(trainer, Focus(pixels=bytes(65))))
    np.testing.assert_array_equal(other["image"], trainer.dataset.inputs[trainer.dataset.train_samples])


def test_an_image_that_is_not_there_is_the_first() -> None:
    trainer = trained()
    measured = InHand().measure(seen(trainer, Focus(image=10**6)))
    np.testing.assert_array_equal(measured["image"], trainer.dataset.inputs[trainer.dataset.train_samples])


def test_maps_are_what_the_modules_give() -> None:
    trainer = trained()
    measured = FeatureMaps().measure(seen(trainer))
    values = torch.tensor(trainer.dataset.inputs[trainer.dataset.train_samples :][:1])
    children = dict(trainer.model.named_children())
    with torch.no_grad():
        before = children["1_conv2d"](values)
        after = children["1_tanh"](before)
        pooled = children["2_max_pool2d"](after)
    for name, expected in (("1", [before, after]), ("2", [pooled, pooled])):
        scale = measured[f"maps_scale_{name}"]
        shown = (measured[f"maps_{name}"].astype(float) - MIDDLE) / 127 * scale[:, None, None, None]
        for got, reference, size in zip(shown, expected, scale, strict=True):
            np.testing.assert_allclose(got, reference[0], atol=0.51 * size / 127)
            assert size == pytest.approx(reference.abs().max().item(), rel=1e-6)
    assert measured["values_5"].shape == (2, 16)
    assert measured["values_7"].shape == (2, 10)
    assert (measured["values_5"][1] == np.maximum(measured["values_5"][0], 0)).all()


def test_kernels_are_the_weights() -> None:
    trainer = trained()
    measured = Kernels().measure(seen(trainer))
    assert set(measured) == {"kernels_1", "kernels_3"}
    np.testing.assert_array_equal(measured["kernels_3"], trainer.weights()["3_conv2d.weight"])
    assert measured["kernels_3"].shape == (6, 2, 3, 3)


@pytest.mark.parametrize("channel", [0, 2, 3, 5])
def test_a_chosen_map_can_be_computed_from_what_comes_with_it(channel: int) -> None:
    trainer = trained()
    measured = ChosenMap().measure(seen(trainer, Focus(image=4, map=(3, channel))))
    inputs, kernel = torch.tensor(measured["chosen_inputs"])[None], torch.tensor(measured["chosen_kernel"])[None]
    expected = F.conv2d(inputs, kernel, torch.tensor(measured["chosen_bias"]))[0, 0]
    np.testing.assert_allclose(measured["chosen_before"], expected, atol=1e-5)
    np.testing.assert_array_equal(measured["chosen_after"], np.maximum(measured["chosen_before"], 0))
    assert measured["chosen_at"].tolist() == [3, channel]


def test_a_chosen_map_of_a_pooling_layer_comes_with_the_one_that_it_pools() -> None:
    measured = ChosenMap().measure(seen(trained(), Focus(image=4, map=(2, 1))))
    assert "chosen_kernel" not in measured
    pooled = F.max_pool2d(torch.tensor(measured["chosen_inputs"]), 2)[0]
    np.testing.assert_array_equal(measured["chosen_before"], pooled)
    np.testing.assert_array_equal(measured["chosen_after"], pooled)
    assert measured["chosen_at"].tolist() == [2, 1]


@pytest.mark.parametrize("chosen", [None, (0, 0), (2, 99), (3, 6), (5, 1), (99, 0)])
def test_what_is_no_map_of_a_convolution_or_of_pooling_is_not_enlarged(chosen: tuple[int, int] | None) -> None:
    assert ChosenMap().measure(seen(trained(), Focus(map=chosen))) == {}


def test_wrong_images_are_those_that_the_network_is_surest_of() -> None:
    trainer = trained(2)
    measured = Wrong(most=5).measure(seen(trainer))
    facts = measured["wrong_facts"]
    assert measured["wrong"].shape == (5, 1, 8, 8)
    assert (np.diff(facts[:, 3]) <= 0).all()
    assert trainer.mistakes()[facts[:, 0].astype(int)].all()
    assert (facts[:, 1] != facts[:, 2]).all()
    first = trainer.dataset.train_samples + int(facts[0, 0])
    np.testing.assert_allclose(measured["wrong"][0] / 255, trainer.dataset.inputs[first], atol=0.002)


def test_curves_of_batches_count_in_epochs() -> None:
    measured = BatchCurves().measure(seen(trained(2)))
    assert measured["batch_epoch"].tolist() == pytest.approx(np.arange(1, 17) / 8)
    assert len(measured["batch_loss"]) == 16


class TestReasons:
    def test_occlusion_is_how_far_the_answer_falls(self) -> None:
        trainer = trained(4)
        view = seen(trainer, Focus(image=2))
        reason = Reasons("occlusion").measure(view)["reason"]
        assert reason.shape == (8, 8)
        answers = view.trainer.predictions(view.activations[-1].after)[0]
        covered = view.image.clone()
        covered[:, :, :2, :2] = 0.5
        fall = answers.max() - trainer.predict(covered.numpy())[0, answers.argmax()]
        assert reason[0, 0] == pytest.approx(fall, abs=1e-5)  # only the first patch covers the corner

    def test_grad_cam_is_the_maps_weighted_by_their_mean_gradients(self) -> None:
        trainer = trained(4)
        view = seen(trainer, Focus(image=2))
        reason = Reasons("grad_cam").measure(view)["reason"]
        children = dict(trainer.model.named_children())
        trainer.model.eval()
        maps = children["3_relu"](
            children["3_conv2d"](children["2_max_pool2d"](children["1_tanh"](children["1_conv2d"](view.image))))
        )
        maps = maps.detach().requires_grad_()
        outputs = children["output"](children["5_relu"](children["5_dense"](maps.flatten(1))))
        outputs[0, outputs.argmax()].backward()
        weights = maps.grad.mean((2, 3), keepdim=True)
        expected = (weights * maps).sum(1, keepdim=True).clamp(min=0)
        expected = F.interpolate(expected, size=(8, 8), mode="bilinear", align_corners=False)[0, 0].detach()
        np.testing.assert_allclose(reason, expected / expected.max(), atol=1e-5)

    def test_asking_changes_nothing_in_training(self) -> None:
        plain, other = trained(1), trained(1)
        Reasons("grad_cam").measure(seen(other))
        Reasons("occlusion").measure(seen(other))
        assert other.model.training
        plain.train_epoch()
        other.train_epoch()
        assert plain.measured == other.measured

    def test_without_a_convolution_there_is_no_grad_cam(self) -> None:
        trainer = trained(1, layers=[{"type": "flatten"}, {"type": "dense", "units": 8}])
        assert Reasons("grad_cam").measure(seen(trainer)) == {}
        assert Reasons("occlusion").measure(seen(trainer))["reason"].shape == (8, 8)


def test_layers_are_listed_with_their_shapes() -> None:
    stack = trained().stack
    assert [layer.placed.spec.kind for layer in stack.layers] == [*(layer["type"] for layer in LAYERS), "dense"]
    assert len(digits().layers) == len(stack.layers)
