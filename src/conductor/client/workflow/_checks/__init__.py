"""The rules by which a definition is checked, one module for each concern.

Every rule reads the definition's JSON and asks neither the network nor a clock.
"""
