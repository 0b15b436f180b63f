"""A GAN as a PyTorch script that needs nothing but torch and numpy, and gives the playground's numbers."""

from __future__ import annotations

from collections.abc import Sequence

from playground.activations import ACTIVATIONS
from playground.experiment.gan import DRAWN, GanExperiment
from playground.experiment.layers import Dense
from playground.export.pytorch.network import threshold_block
from playground.export.script import comment, docstring, join
from playground.i18n import _

_LOSSES = {
    "non_saturating": ("F.softplus(-real).mean() + F.softplus(fake).mean()", "F.softplus(-fake).mean()"),
    "saturating": ("F.softplus(-real).mean() + F.softplus(fake).mean()", "-F.softplus(fake).mean()"),
    "least_squares": ("((real - 1).square().mean() + fake.square().mean()) / 2", "(fake - 1).square().mean() / 2"),
    "wasserstein": ("fake.mean() - real.mean()", "-fake.mean()"),
}
"""Of each loss what the discriminator and what the generator minimize, from the discriminator's answers."""


def gan_code(experiment: GanExperiment, epochs: int = 100) -> str:
    """Return a script that draws the same data and trains the same two networks to the same numbers.

    Parameters
    ----------
    epochs
        How long the script trains, in epochs of the playground: so many steps of both networks each.
    """
    head = docstring(
        _("{data}: a GAN in PyTorch.").format(data=_(experiment.data.mixture.label)),
        _("Written by the neural network playground. It needs torch and numpy, and gives the playground's numbers."),
    )
    steps = _steps(experiment)
    functional = "\nfrom torch.nn import functional as F" if any("F." in step for step in steps) else ""
    return join(
        [
            head,
            f"import numpy as np\nimport torch\nfrom torch import nn{functional}",
            _settings(experiment, epochs),
            *_generators(),
            *_data(experiment),
            threshold_block((*experiment.model.generator.layers, *experiment.model.discriminator.layers)),
            *_networks(experiment),
            _optimizers(experiment),
            *steps,
            *_measures(experiment),
            _loop(experiment),
        ]
    )


def _settings(experiment: GanExperiment, epochs: int) -> str:
    return "\n".join(
        [
            f"SEED = {experiment.seed}",
            f"STEPS = {epochs * experiment.batches_per_epoch}",
            f"BATCH_SIZE = {experiment.training.batch_size}",
            f"NOISE = {experiment.model.generator.noise}",
        ]
    )


def _generators() -> list[str]:
    sentence = comment(_("Data, both networks and noise each draw from a generator of its own, made from the seed."))
    return [
        f"{sentence}\nseeds = np.random.SeedSequence(SEED).spawn(5)",
        """\
def random_numbers(seed):
    return torch.Generator().manual_seed(int(seed.generate_state(1, np.uint64)[0] >> 1))""",
    ]


_CENTRES = {
    "ring8": """\
angles = 2 * np.pi * np.arange(8) / 8
centres = 2.0 * np.stack([np.cos(angles), np.sin(angles)], axis=1)""",
    "grid25": """\
places = np.arange(-2.0, 3.0)
centres = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)""",
    "line": """\
t = np.linspace(-2, 2, 512)
centres = np.stack([t, t / 2], axis=1)""",
    "normal": "centres = np.zeros((1, 2))",
    "two_moons": """\
angles = np.linspace(0, np.pi, 256)
upper = 1.2 * np.stack([np.cos(angles), np.sin(angles)], axis=1) - (0.6, 0.3)
centres = np.concatenate([upper, -upper])""",
}


def _data(experiment: GanExperiment) -> list[str]:
    data = experiment.data
    points = ", ".join(f"({x!r}, {y!r})" for x, y in data.points)
    centres = f"centres = np.array([{points}])" if data.name == DRAWN else _CENTRES[data.name]
    sentence = comment(_("Data: a mixture of Gaussians, drawn from without end."))
    return [
        f"{sentence}\n{centres}\nSIGMA = {data.mixture.sigma!r}\nrandom = np.random.default_rng(seeds[0])",
        """\
def draw_data(count, random):
    chosen = centres[random.integers(len(centres), size=count)]
    return torch.from_numpy(chosen + SIGMA * random.normal(size=(count, 2))).float()""",
    ]


def _networks(experiment: GanExperiment) -> list[str]:
    model = experiment.model
    generator = _network("generator", "NOISE", model.generator.layers, 2)
    discriminator = _network("discriminator", "2", model.discriminator.layers, 1)
    sentence = comment(
        _("The generator makes points of noise; the discriminator says of points whether they are data.")
    )
    return [
        f"{sentence}\n{generator}\n{discriminator}",
        """\
def start(network, seed):
    numbers = random_numbers(seed)
    for layer in network:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_uniform_(layer.weight, a=5**0.5, generator=numbers)
            bound = layer.in_features**-0.5
            nn.init.uniform_(layer.bias, -bound, bound, generator=numbers)""",
        "start(generator, seeds[1])\nstart(discriminator, seeds[2])\nnoise = random_numbers(seeds[3])",
    ]


def _network(name: str, inputs: str, layers: Sequence[Dense], outputs: int) -> str:
    lines = []
    for layer in layers:
        lines.append(f"nn.Linear({inputs}, {layer.units})")
        if layer.activation == "threshold":
            lines.append("Threshold()")
        elif layer.activation != "linear":
            lines.append(f"nn.{ACTIVATIONS[layer.activation].module}()")
        inputs = str(layer.units)
    lines.append(f"nn.Linear({inputs}, {outputs})")
    if len(lines) == 1:
        return f"{name} = nn.Sequential({lines[0]})"
    return f"{name} = nn.Sequential(\n" + "".join(f"    {line},\n" for line in lines) + ")"


def _optimizers(experiment: GanExperiment) -> str:
    training = experiment.training
    betas = f"({training.beta1!r}, {training.beta2!r})"
    rates = {"generator": training.generator_rate, "discriminator": training.discriminator_rate}
    lines = [
        f"{name}_optimizer = torch.optim.Adam({name}.parameters(), lr={rate!r}, betas={betas})"
        for name, rate in rates.items()
    ]
    return "\n".join(lines)


def _steps(experiment: GanExperiment) -> list[str]:
    training = experiment.training
    of_discriminator, of_generator = _LOSSES[training.loss]
    penalty = ""
    blocks = []
    if training.r1 and training.loss != "wasserstein":
        penalty = f"    loss = loss + {training.r1!r} * squared_slopes(data).mean() / 2  # R1\n"
    if training.gradient_penalty and training.loss == "wasserstein":
        penalty = (
            "    shares = torch.rand(BATCH_SIZE, 1, generator=noise)\n"
            "    slopes = (squared_slopes(shares * data + (1 - shares) * made) + 1e-12).sqrt()\n"
            f"    loss = loss + {training.gradient_penalty!r} * (slopes - 1).square().mean()\n"
        )
    if penalty:
        blocks.append(
            """\
def squared_slopes(points):
    points = points.detach().requires_grad_()
    (slopes,) = torch.autograd.grad(discriminator(points).sum(), points, create_graph=True)
    return slopes.square().sum(dim=1)"""
        )
    return [
        *blocks,
        f"""\
def step_discriminator():
    data = draw_data(BATCH_SIZE, random)
    with torch.no_grad():
        made = generator(torch.randn(BATCH_SIZE, NOISE, generator=noise))
    real, fake = discriminator(data), discriminator(made)
    loss = {of_discriminator}
{penalty}    discriminator_optimizer.zero_grad()
    loss.backward()
    discriminator_optimizer.step()""",
        f"""\
def step_generator():
    fake = discriminator(generator(torch.randn(BATCH_SIZE, NOISE, generator=noise)))
    loss = {of_generator}
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()""",
    ]


def _measures(experiment: GanExperiment) -> list[str]:
    """Return what measures how far both networks are."""
    if experiment.training.loss == "wasserstein":
        lines = ["measured = {'value': (real.mean() - fake.mean()).item()}".replace("'", '"')]
    else:
        bound = ".clamp(0, 1)" if experiment.training.loss == "least_squares" else ".sigmoid()"
        lines = [
            f"real, fake = real{bound}, fake{bound}",
            "value = real.log().mean() + (-fake).log1p().mean()",
            'measured = {"value": value.item()}',
            'measured |= {"on_real": real.mean().item(), "on_generated": fake.mean().item()}',
        ]
    if experiment.data.mixture.has_modes:
        lines += [
            "distances = np.linalg.norm(made.double().numpy()[:, None] - centres, axis=2)",
            "near = distances.min(axis=1) <= 3 * SIGMA",
            "counts = np.bincount(distances.argmin(axis=1)[near], minlength=len(centres))",
            "fair_share = len(made) / len(centres)",
            'measured["modes_covered"] = float(((counts > 0) & (counts >= 0.05 * fair_share)).sum())',
            'measured["share_within_3_sigma"] = near.mean().item()',
        ]
    sentence = comment(_("How far both are, by 1,000 points of each that are always drawn alike."))
    body = "\n".join(f"    {line}" for line in lines)
    return [
        f"{sentence}\n"
        "looking_noise = torch.randn(1000, NOISE, generator=random_numbers(seeds[4]))\n"
        "looking_data = draw_data(1000, np.random.default_rng(seeds[4]))",
        f"""\
@torch.no_grad()
def measure():
    made = generator(looking_noise)
    real, fake = discriminator(looking_data).double(), discriminator(made).double()
{body}
    return measured""",
    ]


def _loop(experiment: GanExperiment) -> str:
    training = experiment.training
    steps: list[str] = []
    if training.frozen != "discriminator":
        steps += (
            ["    step_discriminator()"]
            if training.discriminator_steps == 1
            else [f"    for _ in range({training.discriminator_steps}):", "        step_discriminator()"]
        )
    if training.frozen != "generator":
        steps.append("    step_generator()")
    lines = "\n".join(steps)
    return f"""\
history = []
for step in range(1, STEPS + 1):
{lines}
    if step % {experiment.batches_per_epoch} == 0:
        measured = measure()
        history.append(measured)
        print(f"step {{step}}:", ", ".join(f"{{name}} {{value:.4f}}" for name, value in measured.items()))"""
