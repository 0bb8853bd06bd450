#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2"))), apply_to = function)
#define WIDTH 32
#define DOUBLE_TABLE state_kernels_double_avx2
#define FLOAT_TABLE state_kernels_float_avx2
#define DRAW state_draw_avx2
#include "state_level.inc"
#pragma clang attribute pop
#endif
