"""The survey tools and time trackers whose exports are known, one module each."""
