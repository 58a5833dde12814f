"""What every parser of outside input has to stand: one function for each, shared by hypothesis and atheris.

A check takes any bytes. It returns where the parser took them or refused them as documented; anything else is a crash.
"""
