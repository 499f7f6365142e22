import requests


def direct_session() -> requests.Session:
    """For addresses on this machine: no proxy and no .netrc of the environment comes between."""
    session = requests.Session()
    session.trust_env = False
    return session
