"""What reading pictures needs: their kinds and limits, the ground behind them, classes and names in archives."""
