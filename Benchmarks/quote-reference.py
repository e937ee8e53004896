"""What `scripts/bench quote` measures with: questions, and Python's own answers to them.

    quote-reference.py questions COUNT   writes questions, each with another charge
    quote-reference.py answers           answers those of standard input with json and decimal
"""

import json
import random
import sys
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, getcontext

MODELS = ("flat", "per_unit", "graduated", "volume", "package")


def number(digits, fraction_digits):
    whole = random.randrange(10 ** random.randint(1, digits))
    count = random.randint(0, fraction_digits)
    return f"{whole}.{random.randrange(10 ** count):0{count}d}" if count else str(whole)


def price():
    return number(4, 4)


def tiers():
    bounds = sorted(random.sample(range(1, 100_000), random.randint(1, 4)))
    made = []
    for bound in bounds:
        made.append({"up_to": f"{bound}.5" if bound % 2 else str(bound), "unit_price": price()})
        if random.random() < 0.3:
            made[-1]["flat"] = price()
    return made + [{"unit_price": price()}]


def charge(model):
    made = {"model": model}
    if model == "flat":
        made["amount"] = price()
    elif model == "per_unit":
        made["unit_price"] = price()
    elif model == "package":
        made["size"] = str(random.randint(1, 500))
        made["price"] = price()
    else:
        made["tiers"] = tiers()
    if random.random() < 0.25:
        made["included"] = number(3, 2)
    if random.random() < 0.2:
        made["minimum"] = number(3, 2)
    if random.random() < 0.2:
        made["maximum"] = str(1_000_000 + random.randrange(1_000_000))
    return made


def questions(count):
    random.seed(20261126)
    for index in range(count):
        question = {
            "id": f"q-{index}",
            "quantity": number(6, 6),
            "charge": charge(MODELS[index % len(MODELS)]),
            "minor_units": 2,
        }
        print(json.dumps(question, separators=(",", ":")))


def part(quantity, unit_price, flat=None):
    amount = Decimal(flat or 0)
    if quantity is not None:
        amount += quantity * Decimal(unit_price)
    return quantity, unit_price, flat, amount


def graduated(due, tiers):
    lower = Decimal(0)
    for index, tier in enumerate(tiers):
        if index and due <= lower:
            return
        upper = min(due, Decimal(tier["up_to"])) if "up_to" in tier else due
        yield part(upper - lower, tier["unit_price"], tier.get("flat"))
        lower = upper


def parts(charge, quantity):
    due = max(quantity - Decimal(charge.get("included", 0)), Decimal(0))
    match charge["model"]:
        case "flat":
            return [part(None, None, charge["amount"])]
        case "per_unit":
            return [part(due, charge["unit_price"])]
        case "graduated":
            return list(graduated(due, charge["tiers"]))
        case "volume":
            reached = next(t for t in charge["tiers"] if due <= Decimal(t.get("up_to", due)))
            return [part(due, reached["unit_price"], reached.get("flat"))]
    packages = (due / Decimal(charge["size"])).to_integral_value(ROUND_CEILING)
    return [part(packages, charge["price"])]


def plain(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def answer(question):
    charge = question["charge"]
    lines = parts(charge, Decimal(question["quantity"]))
    amount = sum(line[3] for line in lines)
    if "maximum" in charge:
        amount = min(amount, Decimal(charge["maximum"]))
    if "minimum" in charge:
        amount = max(amount, Decimal(charge["minimum"]))
    unit = Decimal(1).scaleb(-question["minor_units"])
    return {
        "id": question["id"],
        "amount": format(amount.quantize(unit, ROUND_HALF_UP), "f"),
        "unrounded": plain(amount),
        "lines": [
            {
                "quantity": None if quantity is None else plain(quantity),
                "unit_price": unit_price,
                "flat": flat,
                "amount": plain(amount),
            }
            for quantity, unit_price, flat, amount in lines
        ],
    }


def main():
    getcontext().prec = 100
    if sys.argv[1] == "questions":
        questions(int(sys.argv[2]))
    else:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line)), separators=(",", ":")))


main()
