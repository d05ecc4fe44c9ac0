"""Runs in .venv-bench: cases a second of openfisca-core's country template. `theirs_openfisca.py SECONDS`, the case on stdin."""

import json
import sys
import time

from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem


def main() -> None:
    seconds, case = float(sys.argv[1]), json.load(sys.stdin)
    system = CountryTaxBenefitSystem()

    def assess() -> None:
        simulation = SimulationBuilder().build_from_entities(system, case)
        for name in case["households"]["_"]:
            if name != "adults":
                simulation.calculate(name, "2017-01")

    for _ in range(20):
        assess()
    done, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        assess()
        done += 1
    json.dump(done / (now - begun), sys.stdout)


if __name__ == "__main__":
    main()
