// parse: error 4
OPENQASM 3.0;
bit[2] a = "10";
bit[4] b = a ++ a;
