package index

// kthLargest returns the k-th largest of numbers, 1 ≤ k ≤ len(numbers), and leaves them in another order. It is quickselect (Hoare
// 1961) with the median of three as the pivot and equal numbers kept apart, so that many ties take no longer.
func kthLargest(numbers []uint64, k int) uint64 {
	for {
		n := len(numbers)
		pivot := median(numbers[0], numbers[n/2], numbers[n-1])
		// larger | equal | not looked at | smaller
		larger, at, smaller := 0, 0, n
		for at < smaller {
			switch x := numbers[at]; {
			case x > pivot:
				numbers[larger], numbers[at] = x, numbers[larger]
				larger++
				at++
			case x < pivot:
				smaller--
				numbers[at], numbers[smaller] = numbers[smaller], x
			default:
				at++
			}
		}
		switch {
		case k <= larger:
			numbers = numbers[:larger]
		case k <= smaller:
			return pivot
		default:
			numbers, k = numbers[smaller:], k-smaller
		}
	}
}

func median(a, b, c uint64) uint64 { return max(min(a, b), min(max(a, b), c)) }
