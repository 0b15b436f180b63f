"""Where each start ends: presets of the descent page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

BASINS = "descent_basin_"
"""What the keys of the numbers on the map of basins begin with."""

BASIN_PRESETS: Mapping[str, PagePreset] = MappingProxyType(
    {
        "four_basins": PagePreset(
            N_("The start decides"),
            N_(
                "On Himmelblau's surface the start decides in which of four minima a descent ends, each about as often."
            ),
            N_(
                "With γ = 0.01 each of the four takes about a quarter of the starts, and the borders are smooth. Click "
                "to see a start's path."
            ),
            N_("What does this say about two trainings of the same network?"),
            N_(
                "That their initial weights alone can send them into different minima. The lecture starts several "
                "trajectories for that reason (slide 30)."
            ),
            {"descent_part": "basins", "descent_surface": "himmelblau"},
        ),
        "rate_decides": PagePreset(
            N_("The rate decides, too"),
            N_("The learning rate decides which minima exist: at γ = 0.017 one of the four is gone."),
            N_(
                "The minimum at (−3.78, −3.28) is the steepest one: 2/λ = 0.01495. Above that no start stays there, "
                "wherever it begins. Move the rate on to 0.02, then to 0.0255."
            ),
            N_("Which minima does a larger learning rate leave, the steep or the flat ones?"),
            N_(
                "The flat ones. At 0.02 two of four are left, and above 0.0249 none holds. That is one of the reasons "
                "why training with a large rate ends in flat minima."
            ),
            {"descent_part": "basins", "descent_surface": "himmelblau", f"{BASINS}rate": 0.017},
        ),
        "frayed": PagePreset(
            N_("Frayed borders"),
            N_("Momentum frays the borders of the basins: neighbours end in different minima."),
            N_(
                "A ball that rolls far can cross a ridge, or just not. The borders are several times as long as those "
                "of plain descent."
            ),
            N_("Is a run with momentum less reproducible for that?"),
            N_(
                "With the same start, to the last bit, it is exactly the same. But a change in the start that nobody "
                "sees can send it elsewhere: so it is with networks, and with the rounding of another processor."
            ),
            {
                "descent_part": "basins",
                "descent_surface": "himmelblau",
                "descent_method": "momentum",
                f"{BASINS}rate": 0.01,
            },
        ),
        "one_in_a_hundred": PagePreset(
            N_("One start in a hundred"),
            N_("On Rastrigin's surface one start in a hundred finds the lowest of 121 hollows."),
            N_("The orange one in the middle. Nearly all others stay in the hollow that they start in."),
            N_("What would the share be with eight parameters instead of two?"),
            N_(
                "About one in a hundred million: in each direction one start in ten is right, and all eight have to "
                "be. Global minima are out of reach in high dimension (slide 30); that a good one is enough is what "
                "saves the day."
            ),
            {"descent_part": "basins", "descent_surface": "rastrigin"},
        ),
        "ridge": PagePreset(
            N_("On which side of the ridge"),
            N_("A saddle splits the plane: what starts above the ridge ends above, and the rest below."),
            N_("The border is the line y = 0. The fainter a place is, the longer a start there waits at the saddle."),
            N_("What happens to a start that is exactly on the border?"),
            N_(
                "It goes to the saddle and stays there: the slope across is exactly 0. In training nobody has such "
                "luck, as gradients of batches are never exact (slide 33). Saddles delay, they do not hold."
            ),
            {"descent_part": "basins", "descent_surface": "saddle"},
        ),
    }
)
"""By the name that a link gives them."""
