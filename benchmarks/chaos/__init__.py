"""Random lives of appointments on the whole product, while its parts are killed and cut off.

    make chaos RUNS=200 SEED=1

It prints what was done to the system and what came out, and fails when anything is wrong.
"""
