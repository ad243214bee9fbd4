package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is an estimate with the limits of its 95 per cent interval: what chance alone could have made of it lies between them in 95
// of 100 cases.
type Interval struct{ Point, Low, High float64 }

// Holds says whether x lies within the limits: a difference of 0 or a ratio of 1 that does has not been shown to be anything else.
func (i Interval) Holds(x float64) bool { return i.Low <= x && x <= i.High }

// z is the point of the normal distribution that 95 per cent lie within.
var z = distuv.UnitNormal.Quantile(0.975)

// Part is k of n. N must not be 0.
type Part struct{ K, N int }

// Share is k / n.
func (p Part) Share() float64 { return float64(p.K) / float64(p.N) }

// Rest is those of n who are not among the k.
func (p Part) Rest() Part { return Part{p.N - p.K, p.N} }

// Wilson gives the score interval of a share (Wilson 1927; method 3 of Newcombe, Statistics in Medicine 17, 1998, pages 857 to 872).
func Wilson(p Part) Interval {
	n, share := float64(p.N), p.Share()
	middle, half := 2*n*share+z*z, z*math.Sqrt(z*z+4*n*share*(1-share))
	low, high := (middle-half)/(2*(n+z*z)), (middle+half)/(2*(n+z*z))
	if p.K == 0 { // exact, where subtraction leaves a rest
		low = 0
	}
	if p.K == p.N {
		high = 1
	}
	return Interval{share, low, high}
}

// Newcombe gives the interval of the difference between two shares of different people, a less b, from the limits of each (method 10 of
// Newcombe, Statistics in Medicine 17, 1998, pages 873 to 890).
func Newcombe(a, b Part) Interval {
	wa, wb := Wilson(a), Wilson(b)
	d := wa.Point - wb.Point
	return Interval{d, d - math.Hypot(wa.Point-wa.Low, wb.High-wb.Point), d + math.Hypot(wa.High-wa.Point, wb.Point-wb.Low)}
}

// Katz gives the interval of the ratio between two shares of different people, a to b, on the logarithm (Katz and others, Biometrics 34,
// 1978, pages 469 to 474). Where a share is 0, or both are 1, the formula breaks down; then half a person is added to each cell, those in
// the share and those not in it, as is usual for empty cells, in the estimate too.
func Katz(a, b Part) Interval {
	ka, na, kb, nb := float64(a.K), float64(a.N), float64(b.K), float64(b.N)
	if a.K == 0 || b.K == 0 || a.K == a.N && b.K == b.N {
		ka, na, kb, nb = ka+0.5, na+1, kb+0.5, nb+1
	}
	ratio := (ka / na) / (kb / nb)
	spread := math.Exp(z * math.Sqrt(1/ka-1/na+1/kb-1/nb))
	return Interval{ratio, ratio / spread, ratio * spread}
}

// Sample is a list of measurements in short: how many, their mean and their variance.
type Sample struct {
	N              int
	Mean, Variance float64
}

// Summarise makes a sample of values.
func Summarise(values []float64) Sample {
	s := Sample{N: len(values)}
	if s.N == 0 {
		return s
	}
	for _, v := range values {
		s.Mean += v
	}
	s.Mean /= float64(s.N)
	if s.N < 2 {
		return s
	}
	for _, v := range values {
		s.Variance += (v - s.Mean) * (v - s.Mean)
	}
	s.Variance /= float64(s.N - 1)
	return s
}

// Welch gives the t interval of the difference between two means, a less b, without taking the two to spread alike (Welch, Biometrika 34,
// 1947, pages 28 to 35). ok is false where there is nothing to judge by: fewer than two values on a side, or no spread at all.
func Welch(a, b Sample) (i Interval, ok bool) {
	i.Point = a.Mean - b.Mean
	if a.N < 2 || b.N < 2 || a.Variance+b.Variance == 0 {
		return i, false
	}
	va, vb := a.Variance/float64(a.N), b.Variance/float64(b.N)
	freedom := (va + vb) * (va + vb) / (va*va/float64(a.N-1) + vb*vb/float64(b.N-1))
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile(0.975) * math.Sqrt(va+vb)
	i.Low, i.High = i.Point-half, i.Point+half
	return i, true
}
