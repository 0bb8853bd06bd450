// parse: ok
// check: error 20
OPENQASM 3.0;
array[int, 1024, 1024] a0;
array[int, 1024, 1024] a1;
array[int, 1024, 1024] a2;
array[int, 1024, 1024] a3;
array[int, 1024, 1024] a4;
array[int, 1024, 1024] a5;
array[int, 1024, 1024] a6;
array[int, 1024, 1024] a7;
array[int, 1024, 1024] a8;
array[int, 1024, 1024] a9;
array[int, 1024, 1024] a10;
array[int, 1024, 1024] a11;
array[int, 1024, 1024] a12;
array[int, 1024, 1024] a13;
array[int, 1024, 1024] a14;
array[int, 1024, 1024] a15;
array[int, 1024, 1024] a16;
