#pragma once
#include "density.h"
#include "level.h"
#include "state.h"
#include "state_sampling.h"
