package learn

// minimise finds the least of a smooth function near x by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright,
// Numerical Optimization, 2006, algorithm 6.1) with steps that are halved until the function falls. f writes its gradient.
func minimise(f func(x, gradient []float64) float64, x []float64) []float64 {
	const (
		rounds = 200
		enough = 1e-7 // largest slope at the end
	)
	n := len(x)
	x = append([]float64(nil), x...)
	gradient, next, slope := make([]float64, n), make([]float64, n), make([]float64, n)
	value := f(x, gradient)
	inverse := identity(n) // of the Hessian, about
	for range rounds {
		if largest(gradient) < enough {
			break
		}
		step := times(inverse, gradient)
		descent := Score(step, gradient)
		if !(descent > 0) { // rounding has spoilt the matrix
			inverse, step, descent = identity(n), gradient, Score(gradient, gradient)
		}
		length, reached := 1.0, false
		at := value
		for range 50 {
			for i := range x {
				next[i] = x[i] - length*step[i]
			}
			if at = f(next, slope); at <= value-1e-4*length*descent {
				reached = true
				break
			}
			length /= 2
		}
		if !reached {
			break
		}
		moved, turned := make([]float64, n), make([]float64, n)
		for i := range x {
			moved[i], turned[i] = next[i]-x[i], slope[i]-gradient[i]
		}
		if curvature := Score(moved, turned); curvature > 1e-14 {
			update(inverse, moved, turned, curvature)
		}
		copy(x, next)
		copy(gradient, slope)
		value = at
	}
	return x
}

// update brings the inverse Hessian to agree with a step and the change of the gradient along it.
func update(inverse [][]float64, moved, turned []float64, curvature float64) {
	t := times(inverse, turned)
	factor := (1 + Score(turned, t)/curvature) / curvature
	for i := range inverse {
		for j := range inverse {
			inverse[i][j] += factor*moved[i]*moved[j] - (t[i]*moved[j]+moved[i]*t[j])/curvature
		}
	}
}

func identity(n int) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
		out[i][i] = 1
	}
	return out
}

func times(m [][]float64, v []float64) []float64 {
	out := make([]float64, len(v))
	for i, row := range m {
		out[i] = Score(row, v)
	}
	return out
}

func largest(v []float64) float64 {
	out := 0.0
	for _, x := range v {
		out = max(out, x, -x)
	}
	return out
}
