"""What leaves an evaluation on paper or slides: every figure is that of the score sheet it is made from."""
