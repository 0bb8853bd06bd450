#include "contraction.h"

#define CONTRACTION_TABLE contraction_kernels_baseline
#include "contraction_kernels.inc"
