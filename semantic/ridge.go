package semantic

import "context"

// ridge solves (XᵀX + λI) W = Xᵀ Y for all columns of Y at once by conjugate gradients (Hestenes & Stiefel 1952), one system a column.
// Steps without much effect are left out: the fit is regularised anyway.
func ridge(ctx context.Context, x *sparse, y []float32, columns int, lambda float32, steps int, progress func(step int)) ([]float32, error) {
	xt := x.transposed()
	size := x.columns * columns
	w, r, p, ap := make([]float32, size), make([]float32, size), make([]float32, size), make([]float32, size)
	xp := make([]float32, x.rows()*columns)
	xt.times(y, columns, r)
	copy(p, r)
	rr := columnDots(r, r, columns)
	for step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x.times(p, columns, xp)
		xt.times(xp, columns, ap)
		inParallel(x.columns, func(from, to int) { addScaled(ap[from*columns:to*columns], p[from*columns:], lambda) })
		pap := columnDots(p, ap, columns)
		addColumns(w, p, quotients(rr, pap, 1))
		addColumns(r, ap, quotients(rr, pap, -1))
		next := columnDots(r, r, columns)
		beta := quotients(next, rr, 1)
		inParallel(x.columns, func(from, to int) {
			for i := from * columns; i < to*columns; i += columns {
				for c, b := range beta {
					p[i+c] = r[i+c] + b*p[i+c]
				}
			}
		})
		rr = next
		progress(step + 1)
	}
	return w, nil
}

// columnDots returns the dot product of each column of a with that of b.
func columnDots(a, b []float32, columns int) []float64 {
	out := make([]float64, columns)
	for i := 0; i < len(a); i += columns {
		x, y := a[i:i+columns], b[i:i+columns]
		for c := range out {
			out[c] += float64(x[c]) * float64(y[c])
		}
	}
	return out
}

// quotients divides a by b, times a sign; 0 where b is 0.
func quotients(a, b []float64, sign float64) []float32 {
	out := make([]float32, len(a))
	for i := range a {
		if b[i] != 0 {
			out[i] = float32(sign * a[i] / b[i])
		}
	}
	return out
}

// addColumns adds to each column of a that of b times a factor.
func addColumns(a, b []float32, factors []float32) {
	columns := len(factors)
	inParallel(len(a)/columns, func(from, to int) {
		for i := from * columns; i < to*columns; i += columns {
			x, y := a[i:i+columns], b[i:i+columns]
			for c, f := range factors {
				x[c] += f * y[c]
			}
		}
	})
}
