"""The controls of the pages in the groups that people think in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.ui.gan_groups import GAN_GROUPS
from playground.ui.group import NETWORK_PAGES, SECTIONS, Group, Section
from playground.ui.menu import ENTRIES

__all__ = ["GROUPS", "NETWORK_PAGES", "SECTIONS", "Group", "Section"]

IMAGE_PAGES = ("cnn", "compare")
SEQUENCE_PAGES = ("rnn", "compare")
EVERY_PAGE = tuple(ENTRIES)
PAGES_WITH_CONTROLS = tuple(name for name in ENTRIES if name != "lecture")


def _of_sequences() -> dict[str, Group]:
    """Return the groups of the page of recurrent networks."""
    optimizers = ("rnn_sgd_*", "rnn_adagrad_*", "rnn_rmsprop_*", "rnn_adam_*", "rnn_adamw_*")
    groups: list[tuple[str, str, Section, tuple[str, ...]]] = [
        ("rnn_task", N_("Task"), "data", ("rnn_data", "rnn_own_*", "rnn_repeats", "rnn_test")),
        ("rnn_languages", N_("Languages"), "data", ("rnn_languages",)),
        ("rnn_length", N_("Length of a sequence"), "data", ("rnn_length", "rnn_passage", "rnn_unit")),
        ("rnn_amount", N_("Number of sequences"), "data", ("rnn_samples", "rnn_names")),
        ("rnn_noise", N_("Noise"), "data", ("rnn_noise",)),
        ("rnn_ahead", N_("Steps ahead"), "data", ("rnn_horizon", "rnn_strategy")),
        ("rnn_seen", N_("What a forecast sees"), "data", ("rnn_inputs", "rnn_past", "rnn_patch")),
        ("rnn_cell", N_("Cell"), "network", ("rnn_cell",)),
        ("rnn_size", N_("Layers and units"), "network", ("rnn_embedding", "rnn_units", "rnn_stack", "rnn_both")),
        ("rnn_drop", N_("Dropout"), "network", ("rnn_rate",)),
        ("rnn_start", N_("Start of the cells"), "network", ("rnn_forget", "rnn_start", "rnn_radius", "rnn_zeros")),
        (
            "rnn_optimizer",
            N_("Optimizer and its details"),
            "training",
            ("rnn_optimizer", "rnn_optimizer_details", *optimizers),
        ),
        ("rnn_learning", N_("Learning rate"), "training", ("rnn_learning_rate",)),
        ("rnn_batch", N_("Batch size"), "training", ("rnn_batch",)),
        ("rnn_loss", N_("Loss"), "training", ("rnn_loss",)),
        ("rnn_penalties", N_("Penalties"), "training", ("rnn_l1", "rnn_l2")),
        ("rnn_gradient", N_("Longest gradient, way back"), "training", ("rnn_clip", "rnn_truncation")),
        ("rnn_init", N_("Initial weights"), "training", ("rnn_init",)),
        ("rnn_shuffle", N_("Shuffle each epoch"), "training", ("rnn_shuffle",)),
        ("rnn_seed", N_("Seed"), "training", ("rnn_seed",)),
        ("rnn_written", N_("How it writes"), "page", ("rnn_temperature", "rnn_top_k", "rnn_beginning")),
        ("rnn_moment", N_("Moment of the forecast"), "page", ("rnn_origin",)),
        ("rnn_time", N_("The gradient through time"), "page", ("rnn_time_*",)),
    ]
    pages = {
        name: SEQUENCE_PAGES[:1] if section == "page" else SEQUENCE_PAGES for name, _label, section, _keys in groups
    }
    return {name: Group(label, section, keys, pages[name]) for name, label, section, keys in groups}


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "preset": Group(
            N_("Presets"),
            "start",
            (
                *("preset", "comparison", "neuron_preset", "losses_preset", "descent_preset", "backprop_preset"),
                *("approximation_preset", "regularisation_preset", "conv_preset", "cnn_preset", "rnn_preset"),
                "gan_preset",
            ),
            PAGES_WITH_CONTROLS,
        ),
        "question": Group(N_("Claim and question"), "start", ("question",), PAGES_WITH_CONTROLS),
        "family": Group(N_("Kind of network"), "compare", ("family",), ("compare",)),
        "axis": Group(N_("What is compared"), "compare", ("axis", "values_*"), ("compare",)),
        "seeds": Group(N_("Seeds of each"), "compare", ("seeds",), ("compare",)),
        "phi": Group(N_("Activation φ"), "neuron", ("neuron_activation", "neuron_alpha"), ("neuron",)),
        "activations": Group(N_("Activation functions"), "neuron", ("cards", "neuron_overlaid"), ("neuron",)),
        "fit": Group(N_("Linear regression"), "neuron", ("regression", "fit_*"), ("neuron",)),
        "softmax": Group(N_("Softmax with two classes"), "neuron", ("two_classes",), ("neuron",)),
        "losses_parts": Group(N_("Choice of the part"), "start", ("losses_part",), ("losses",)),
        "losses_classes": Group(
            N_("Number of classes"),
            "classes",
            ("losses_answer_classes", "losses_two_classes", "losses_world"),
            ("losses",),
        ),
        "descent_parts": Group(N_("Choice of the part"), "start", ("descent_part",), ("descent",)),
        "surface": Group(
            N_("Surface"),
            "surface",
            (
                *("descent_surface", "descent_kappa", "descent_formula", "descent_reach", "descent_along"),
                *("descent_first", "descent_second", "descent_around", "descent_random", "descent_again"),
            ),
            ("descent",),
        ),
        "methods": Group(
            N_("Methods and steps"),
            "method",
            ("descent_methods", "descent_method", "descent_linear", "descent_steps"),
            ("descent",),
        ),
        "descent_noise": Group(
            N_("Batches, and how they are drawn"),
            "method",
            ("descent_batches", "descent_decay", "descent_replacement", "descent_draws"),
            ("descent",),
        ),
        "descent_details": Group(
            N_("Methods in detail"),
            "method",
            (
                *("descent_details", "descent_momentum", "descent_alpha", "descent_beta1", "descent_beta2"),
                *("descent_temperature", "descent_cooling", "descent_seed"),
            ),
            ("descent",),
        ),
        "backprop_parts": Group(N_("Choice of the part"), "start", ("backprop_part",), ("backpropagation",)),
        "backprop_shape": Group(
            N_("Shape of the network"),
            "network",
            (
                *("backprop_inputs", "backprop_layers", "backprop_units1", "backprop_units2", "backprop_outputs"),
                "backprop_chain_depth",
            ),
            ("backpropagation",),
        ),
        "backprop_functions": Group(
            N_("Activations and loss"),
            "network",
            ("backprop_phi", "backprop_psi", "backprop_loss", "backprop_chain_phi"),
            ("backpropagation",),
        ),
        "backprop_new": Group(N_("New numbers"), "network", ("backprop_new",), ("backpropagation",)),
        "approximation_parts": Group(N_("Choice of the part"), "start", ("approximation_part",), ("approximation",)),
        "approximation_target": Group(
            N_("Target"), "network", ("approximation_target", "approximation_surface"), ("approximation",)
        ),
        "approximation_activations": Group(
            N_("Activations and error"),
            "network",
            ("approximation_phi", "approximation_activations", "approximation_error"),
            ("approximation",),
        ),
        "curve_training": Group(
            N_("Networks in training"),
            "network",
            (
                *("approximation_train*", "approximation_learning_rate", "approximation_seed"),
                *("regularisation_sure_*", "regularisation_more_*"),
            ),
            ("approximation", "regularisation"),
        ),
        "regularisation_parts": Group(N_("Choice of the part"), "start", ("regularisation_part",), ("regularisation",)),
        "regularisation_drops": Group(
            N_("What is dropped and scaled"),
            "network",
            (
                *("regularisation_neurons", "regularisation_phi", "regularisation_drop"),
                *("regularisation_training", "regularisation_scaling"),
            ),
            ("regularisation",),
        ),
        "regularisation_penalty": Group(
            N_("Penalty and its step"), "network", ("regularisation_kind", "regularisation_step"), ("regularisation",)
        ),
        "parts": Group(N_("Choice of the part"), "start", ("conv_part",), ("convolution",)),
        "signal": Group(N_("Signal"), "signal", ("conv_signal", "conv_signal_seed"), ("convolution",)),
        "picture": Group(N_("Picture"), "picture", ("conv_image", "conv_small"), ("convolution",)),
        "kernel": Group(
            N_("Kernel and its size"), "kernel", ("conv_kernel", "conv_size", "conv_signal_kernel"), ("convolution",)
        ),
        "sliding": Group(
            N_("Stride, dilation, padding"),
            "kernel",
            ("conv_stride", "conv_dilation", "conv_padding"),
            ("convolution",),
        ),
        "scale": Group(N_("Scale and offset"), "kernel", ("conv_divisor", "conv_offset"), ("convolution",)),
        "shown": Group(
            N_("Colour and how the result is shown"), "kernel", ("conv_colour", "conv_shown"), ("convolution",)
        ),
        "pooling": Group(
            N_("Pooling"), "kernel", ("pool_source", "pool_window", "pool_stride", "pool_shift"), ("convolution",)
        ),
        "data": Group(N_("Data set"), "data", ("data", "view1", "view2", "standardize", "own_*")),
        "features": Group(N_("Inputs"), "data", ("features", "columns")),
        "noise": Group(N_("Noise"), "data", ("noise",)),
        "samples": Group(N_("Samples"), "data", ("samples",)),
        "train": Group(N_("Share for training"), "data", ("train",)),
        "layers": Group(N_("Layers, neurons, activations"), "network", ("layers", "units*", "activation*")),
        "drop": Group(N_("Dropout"), "network", ("drop", "rate*")),
        "optimizer": Group(
            N_("Optimizer and its details"),
            "training",
            ("optimizer", "optimizer_details", "sgd_*", "adagrad_*", "rmsprop_*", "adam_*", "adamw_*"),
        ),
        "learning_rate": Group(N_("Learning rate"), "training", ("learning_rate",)),
        "batch": Group(N_("Batch size"), "training", ("batch",)),
        "loss": Group(N_("Loss"), "training", ("loss",)),
        "penalties": Group(N_("Penalties"), "training", ("l1", "l1_step", "l2")),
        "clip": Group(N_("Longest gradient"), "training", ("clip",)),
        "init": Group(N_("Initial weights"), "training", ("init",)),
        "shuffle": Group(N_("Shuffle each epoch"), "training", ("shuffle",)),
        "seed": Group(N_("Seed"), "training", ("seed",)),
        "cnn_images": Group(N_("Images"), "data", ("cnn_data", "cnn_upload", "cnn_own_*"), IMAGE_PAGES),
        "cnn_classes": Group(N_("Classes"), "data", ("cnn_classes_*",), IMAGE_PAGES),
        "cnn_amount": Group(N_("Number of training images"), "data", ("cnn_samples", "cnn_train"), IMAGE_PAGES),
        "augmentation": Group(N_("Augmentation"), "data", ("cnn_shift", "cnn_rotation", "cnn_noise"), IMAGE_PAGES),
        "cnn_layers": Group(N_("Layers"), "network", ("cnn_layers",), IMAGE_PAGES),
        "cnn_optimizer": Group(
            N_("Optimizer and its details"),
            "training",
            (
                *("cnn_optimizer", "cnn_optimizer_details"),
                *("cnn_sgd_*", "cnn_adagrad_*", "cnn_rmsprop_*", "cnn_adam_*", "cnn_adamw_*"),
            ),
            IMAGE_PAGES,
        ),
        "cnn_rate": Group(N_("Learning rate"), "training", ("cnn_learning_rate",), IMAGE_PAGES),
        "cnn_batch": Group(N_("Batch size"), "training", ("cnn_batch",), IMAGE_PAGES),
        "cnn_loss": Group(N_("Loss"), "training", ("cnn_loss",), IMAGE_PAGES),
        "cnn_penalties": Group(N_("Penalties"), "training", ("cnn_l1", "cnn_l2"), IMAGE_PAGES),
        "cnn_clip": Group(N_("Longest gradient"), "training", ("cnn_clip",), IMAGE_PAGES),
        "cnn_init": Group(N_("Initial weights"), "training", ("cnn_init",), IMAGE_PAGES),
        "cnn_shuffle": Group(N_("Shuffle each epoch"), "training", ("cnn_shuffle",), IMAGE_PAGES),
        "cnn_seed": Group(N_("Seed"), "training", ("cnn_seed",), IMAGE_PAGES),
        **_of_sequences(),
        **GAN_GROUPS,
        "architecture": Group(N_("Choice of an architecture to look at"), "page", ("cnn_look",), ("cnn",)),
        "speed": Group(N_("Speed"), "page", ("speed",), PAGES_WITH_CONTROLS),
        "look": Group(N_("What the pictures show"), "page", ("test_points", "mistakes", "discrete", "log")),
        "views": Group(N_("Views"), "page", ("views", "views_*")),
        "lesson": Group(N_("Lesson text"), "page", ("lesson",), PAGES_WITH_CONTROLS),
        "export": Group(N_("Downloads and code"), "page", ("export", "download", "code_*", "download_*")),
        "lang": Group(N_("Language"), "page", ("lang",), EVERY_PAGE),
    }
)
"""The groups by the name that a link hides them with."""
