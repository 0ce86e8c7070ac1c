"""What all benches share: running programs by turns, the middle and the spread, the machine, the texts, a drawing."""
