"""The permission matrix: every address × method × role × position of the object.

`table` says who may; it is written by hand from the tasks of the roles and reads nothing of the program's policies.
`samples` makes an object for each address that names one. `world` holds the organisation and an account per role.
"""
