"""The script that Streamlit runs for every page.

It is guarded because worker processes import the main script of their parent.
"""

if __name__ == "__main__":
    from playground.ui.shell import show

    show()
