"""What several test modules share: programs outside Python, and views of the finished documents."""
