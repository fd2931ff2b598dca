"""The rules of the product as pure functions: one published rule a module, listed in ``catalogue``.

Dataclasses and exact numbers in, dataclasses and exact numbers out. Nothing here reads a file, a
clock, a setting or the network, and nothing here holds a text for the reader: results carry enums,
and the pages find the words.
"""
