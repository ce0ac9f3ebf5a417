#include "textflag.h"

// func narrowDotsAVX2(q *int8, halves *uint8, blocks, rows int, out *int32)
//
// Y0 holds the sums of a row in 32 bits. Y1 and Y2 hold those of up to eight blocks in 16 bits: a pair of products is at most 2 · 15 · 127,
// and eight of them 30,480. Memory is read 4 KiB ahead, as in dots4AVX2.
TEXT ·narrowDotsAVX2(SB), NOSPLIT, $0-40
	MOVQ     q+0(FP), SI
	MOVQ     halves+8(FP), DI
	MOVQ     blocks+16(FP), CX
	MOVQ     rows+24(FP), BX
	MOVQ     out+32(FP), R8
	VPCMPEQW Y15, Y15, Y15
	VPSRLW   $15, Y15, Y14    // ones
	VPSRLW   $12, Y15, Y15    // 0x000f
	VPACKUSWB Y15, Y15, Y15   // 0x0f in every byte

row:
	MOVQ  SI, R9
	MOVQ  CX, DX
	VPXOR Y0, Y0, Y0

eight:
	MOVQ    $8, AX
	CMPQ    DX, AX
	CMOVQLT DX, AX
	SUBQ    AX, DX
	VPXOR   Y1, Y1, Y1
	VPXOR   Y2, Y2, Y2

block:
	PREFETCHT0 4096(DI)
	VMOVDQU    (DI), Y3
	VPSRLW     $4, Y3, Y4
	VPAND      Y15, Y3, Y3
	VPAND      Y15, Y4, Y4
	VPMADDUBSW (R9), Y3, Y3
	VPMADDUBSW 32(R9), Y4, Y4
	VPADDW     Y3, Y1, Y1
	VPADDW     Y4, Y2, Y2
	ADDQ       $32, DI
	ADDQ       $64, R9
	DECQ       AX
	JNZ        block

	VPMADDWD Y14, Y1, Y1
	VPMADDWD Y14, Y2, Y2
	VPADDD   Y1, Y0, Y0
	VPADDD   Y2, Y0, Y0
	TESTQ    DX, DX
	JNZ      eight

	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPHADDD      X0, X0, X0
	VPHADDD      X0, X0, X0
	VMOVD        X0, (R8)
	ADDQ         $4, R8
	DECQ         BX
	JNZ          row
	VZEROUPPER
	RET
