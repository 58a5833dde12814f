"""Run sessions elsewhere than in this process: on local processes, or on a dask.distributed cluster.

Who places, retries and loses workers is dask; `engine` is the only file that imports it, and is imported when asked.
"""
