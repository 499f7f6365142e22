"""The worker process: settles appointments as they come, and sweeps for what was missed."""

from pinmycal.worker import main

if __name__ == "__main__":
    main()
