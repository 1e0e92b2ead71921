"""The sample bureau: fictional from its name to its last villager, the same on every machine.

`world` and `year` invent what happened, `truth` counts it, `ledgers` writes it down as messily as clerks do, and `demo`
takes the ledgers in through the same door as everyone's. No person, place or event here is real.
"""
