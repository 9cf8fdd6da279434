"""Launcher for a checkout: ``python cli.py summarize article.txt``."""

from summarizer.cli import main

if __name__ == "__main__":
    main()
