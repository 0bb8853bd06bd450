// parse: error 5
// reading: directives
OPENQASM 3.0;
bit r;
@example.block
{
  r = 1;
}
