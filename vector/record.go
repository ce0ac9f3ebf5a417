package vector

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"unsafe"
)

// A vector file is a header and records of one size, in the order in which they were added, all numbers little-endian:
//
//	header, 64 bytes: magic (8), dimensions (uint32), zero (4), SHA-256 of the model's name (32), zero (12), CRC-32C of these 60 (4)
//	record: key (16), length of the vector (float32), its numbers (int8 × dimensions), zeros to a multiple of 4, CRC-32C of all
//	    before it (4)
const (
	vectorMagic = "GnGxVec1"
	headerBytes = 64
	keyBytes    = 16
	lengthBytes = 4
	vectorAt    = keyBytes + lengthBytes
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Key stands for the text that a vector was made of.
type Key [keyBytes]byte

// KeyOf returns the key of a text: half of its SHA-256.
func KeyOf(text string) Key {
	sum := sha256.Sum256([]byte(text))
	return Key(sum[:keyBytes])
}

// recordBytes is the size of a record.
func recordBytes(dimensions int) int { return vectorAt + (dimensions+3)&^3 + 4 }

func header(model string, dimensions int) []byte {
	h := make([]byte, headerBytes)
	copy(h, vectorMagic)
	binary.LittleEndian.PutUint32(h[8:], uint32(dimensions))
	name := sha256.Sum256([]byte(model))
	copy(h[16:], name[:])
	binary.LittleEndian.PutUint32(h[headerBytes-4:], crc32.Checksum(h[:headerBytes-4], castagnoli))
	return h
}

// checkHeader compares the header of a file with what it should be.
func checkHeader(h []byte, model string, dimensions int) error {
	if len(h) < headerBytes || string(h[:8]) != vectorMagic ||
		binary.LittleEndian.Uint32(h[headerBytes-4:]) != crc32.Checksum(h[:headerBytes-4], castagnoli) {
		return fmt.Errorf("%w: it does not begin like one", ErrCorrupt)
	}
	if string(h[:headerBytes]) != string(header(model, dimensions)) {
		return fmt.Errorf("%w: it has %d dimensions and is not of %q with %d", ErrOther, binary.LittleEndian.Uint32(h[8:]), model, dimensions)
	}
	return nil
}

// appendRecord appends a record.
func appendRecord(b []byte, key Key, v []int8) []byte {
	from := len(b)
	b = append(b, key[:]...)
	b = appendLength(b, v)
	b = append(b, unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v))...)
	for (len(b)-from)%4 != 0 {
		b = append(b, 0)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli))
}

// whole tells whether a record is as it was written.
func whole(record []byte) bool {
	n := len(record) - 4
	return binary.LittleEndian.Uint32(record[n:]) == crc32.Checksum(record[:n], castagnoli)
}

// blockOf is the vectors of records of one size, the first of which has some row.
func blockOf(records []byte, size, first int) block {
	return block{
		first: first, count: len(records) / size,
		vectors: int8s(records[vectorAt:]), stride: size,
		lengths: records[keyBytes:], lengthStride: size,
	}
}
