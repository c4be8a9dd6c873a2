package esbuild

import (
	"github.com/evanw/esbuild/internal/ast"
	"github.com/evanw/esbuild/internal/js_ast"
)

// Parts that several nodes share.
type (
	Expr             = js_ast.Expr
	E                = js_ast.E
	Stmt             = js_ast.Stmt
	S                = js_ast.S
	Binding          = js_ast.Binding
	B                = js_ast.B
	Arg              = js_ast.Arg
	Fn               = js_ast.Fn
	FnBody           = js_ast.FnBody
	Class            = js_ast.Class
	ClassStaticBlock = js_ast.ClassStaticBlock
	Property         = js_ast.Property
	PropertyKind     = js_ast.PropertyKind
	PropertyBinding  = js_ast.PropertyBinding
	ArrayBinding     = js_ast.ArrayBinding
	Decl             = js_ast.Decl
	Case             = js_ast.Case
	Catch            = js_ast.Catch
	Finally          = js_ast.Finally
	TemplatePart     = js_ast.TemplatePart
	ClauseItem       = js_ast.ClauseItem
	Decorator        = js_ast.Decorator
	OptionalChain    = js_ast.OptionalChain
	LocalKind        = js_ast.LocalKind
)

// Expressions.
type (
	EArray                = js_ast.EArray
	EUnary                = js_ast.EUnary
	EBinary               = js_ast.EBinary
	EBoolean              = js_ast.EBoolean
	ESuper                = js_ast.ESuper
	ENull                 = js_ast.ENull
	EUndefined            = js_ast.EUndefined
	EThis                 = js_ast.EThis
	ENew                  = js_ast.ENew
	ENewTarget            = js_ast.ENewTarget
	EImportMeta           = js_ast.EImportMeta
	ECall                 = js_ast.ECall
	EDot                  = js_ast.EDot
	EIndex                = js_ast.EIndex
	EArrow                = js_ast.EArrow
	EFunction             = js_ast.EFunction
	EClass                = js_ast.EClass
	EIdentifier           = js_ast.EIdentifier
	EImportIdentifier     = js_ast.EImportIdentifier
	EPrivateIdentifier    = js_ast.EPrivateIdentifier
	ENameOfSymbol         = js_ast.ENameOfSymbol
	EJSXElement           = js_ast.EJSXElement
	EJSXText              = js_ast.EJSXText
	EMissing              = js_ast.EMissing
	ENumber               = js_ast.ENumber
	EBigInt               = js_ast.EBigInt
	EObject               = js_ast.EObject
	ESpread               = js_ast.ESpread
	EString               = js_ast.EString
	ETemplate             = js_ast.ETemplate
	ERegExp               = js_ast.ERegExp
	EInlinedEnum          = js_ast.EInlinedEnum
	EAnnotation           = js_ast.EAnnotation
	EAwait                = js_ast.EAwait
	EYield                = js_ast.EYield
	EIf                   = js_ast.EIf
	ERequireString        = js_ast.ERequireString
	ERequireResolveString = js_ast.ERequireResolveString
	EImportString         = js_ast.EImportString
	EImportCall           = js_ast.EImportCall
)

// Statements.
type (
	SBlock         = js_ast.SBlock
	SComment       = js_ast.SComment
	SDebugger      = js_ast.SDebugger
	SDirective     = js_ast.SDirective
	SEmpty         = js_ast.SEmpty
	STypeScript    = js_ast.STypeScript
	SExportClause  = js_ast.SExportClause
	SExportFrom    = js_ast.SExportFrom
	SExportDefault = js_ast.SExportDefault
	SExportStar    = js_ast.SExportStar
	SExportEquals  = js_ast.SExportEquals
	SLazyExport    = js_ast.SLazyExport
	SExpr          = js_ast.SExpr
	SEnum          = js_ast.SEnum
	SNamespace     = js_ast.SNamespace
	SFunction      = js_ast.SFunction
	SClass         = js_ast.SClass
	SLabel         = js_ast.SLabel
	SIf            = js_ast.SIf
	SFor           = js_ast.SFor
	SForIn         = js_ast.SForIn
	SForOf         = js_ast.SForOf
	SDoWhile       = js_ast.SDoWhile
	SWhile         = js_ast.SWhile
	SWith          = js_ast.SWith
	STry           = js_ast.STry
	SSwitch        = js_ast.SSwitch
	SImport        = js_ast.SImport
	SReturn        = js_ast.SReturn
	SThrow         = js_ast.SThrow
	SLocal         = js_ast.SLocal
	SBreak         = js_ast.SBreak
	SContinue      = js_ast.SContinue
)

// Binding patterns.
type (
	BMissing    = js_ast.BMissing
	BIdentifier = js_ast.BIdentifier
	BArray      = js_ast.BArray
	BObject     = js_ast.BObject
)

// Constants of the nodes.
const (
	UnOpPos                      = js_ast.UnOpPos
	UnOpNeg                      = js_ast.UnOpNeg
	UnOpCpl                      = js_ast.UnOpCpl
	UnOpNot                      = js_ast.UnOpNot
	UnOpVoid                     = js_ast.UnOpVoid
	UnOpTypeof                   = js_ast.UnOpTypeof
	UnOpDelete                   = js_ast.UnOpDelete
	UnOpPreDec                   = js_ast.UnOpPreDec
	UnOpPreInc                   = js_ast.UnOpPreInc
	UnOpPostDec                  = js_ast.UnOpPostDec
	UnOpPostInc                  = js_ast.UnOpPostInc
	BinOpAdd                     = js_ast.BinOpAdd
	BinOpSub                     = js_ast.BinOpSub
	BinOpMul                     = js_ast.BinOpMul
	BinOpDiv                     = js_ast.BinOpDiv
	BinOpRem                     = js_ast.BinOpRem
	BinOpPow                     = js_ast.BinOpPow
	BinOpLt                      = js_ast.BinOpLt
	BinOpLe                      = js_ast.BinOpLe
	BinOpGt                      = js_ast.BinOpGt
	BinOpGe                      = js_ast.BinOpGe
	BinOpIn                      = js_ast.BinOpIn
	BinOpInstanceof              = js_ast.BinOpInstanceof
	BinOpShl                     = js_ast.BinOpShl
	BinOpShr                     = js_ast.BinOpShr
	BinOpUShr                    = js_ast.BinOpUShr
	BinOpLooseEq                 = js_ast.BinOpLooseEq
	BinOpLooseNe                 = js_ast.BinOpLooseNe
	BinOpStrictEq                = js_ast.BinOpStrictEq
	BinOpStrictNe                = js_ast.BinOpStrictNe
	BinOpNullishCoalescing       = js_ast.BinOpNullishCoalescing
	BinOpLogicalOr               = js_ast.BinOpLogicalOr
	BinOpLogicalAnd              = js_ast.BinOpLogicalAnd
	BinOpBitwiseOr               = js_ast.BinOpBitwiseOr
	BinOpBitwiseAnd              = js_ast.BinOpBitwiseAnd
	BinOpBitwiseXor              = js_ast.BinOpBitwiseXor
	BinOpComma                   = js_ast.BinOpComma
	BinOpAssign                  = js_ast.BinOpAssign
	BinOpAddAssign               = js_ast.BinOpAddAssign
	BinOpSubAssign               = js_ast.BinOpSubAssign
	BinOpMulAssign               = js_ast.BinOpMulAssign
	BinOpDivAssign               = js_ast.BinOpDivAssign
	BinOpRemAssign               = js_ast.BinOpRemAssign
	BinOpPowAssign               = js_ast.BinOpPowAssign
	BinOpShlAssign               = js_ast.BinOpShlAssign
	BinOpShrAssign               = js_ast.BinOpShrAssign
	BinOpUShrAssign              = js_ast.BinOpUShrAssign
	BinOpBitwiseOrAssign         = js_ast.BinOpBitwiseOrAssign
	BinOpBitwiseAndAssign        = js_ast.BinOpBitwiseAndAssign
	BinOpBitwiseXorAssign        = js_ast.BinOpBitwiseXorAssign
	BinOpNullishCoalescingAssign = js_ast.BinOpNullishCoalescingAssign
	BinOpLogicalOrAssign         = js_ast.BinOpLogicalOrAssign
	BinOpLogicalAndAssign        = js_ast.BinOpLogicalAndAssign
	PropertyField                = js_ast.PropertyField
	PropertyMethod               = js_ast.PropertyMethod
	PropertyGetter               = js_ast.PropertyGetter
	PropertySetter               = js_ast.PropertySetter
	PropertyAutoAccessor         = js_ast.PropertyAutoAccessor
	PropertySpread               = js_ast.PropertySpread
	PropertyDeclareOrAbstract    = js_ast.PropertyDeclareOrAbstract
	PropertyClassStaticBlock     = js_ast.PropertyClassStaticBlock
	PropertyIsComputed           = js_ast.PropertyIsComputed
	PropertyIsStatic             = js_ast.PropertyIsStatic
	PropertyWasShorthand         = js_ast.PropertyWasShorthand
	PropertyPreferQuotedKey      = js_ast.PropertyPreferQuotedKey
	OptionalChainNone            = js_ast.OptionalChainNone
	OptionalChainStart           = js_ast.OptionalChainStart
	OptionalChainContinue        = js_ast.OptionalChainContinue
	LocalVar                     = js_ast.LocalVar
	LocalLet                     = js_ast.LocalLet
	LocalConst                   = js_ast.LocalConst
	LocalUsing                   = js_ast.LocalUsing
	LocalAwaitUsing              = js_ast.LocalAwaitUsing
)

// Kinds of symbols that matter to resolution.
const (
	SymbolUnbound         = ast.SymbolUnbound
	SymbolHoisted         = ast.SymbolHoisted
	SymbolHoistedFunction = ast.SymbolHoistedFunction
	SymbolArguments       = ast.SymbolArguments
	SymbolClass           = ast.SymbolClass
	SymbolImport          = ast.SymbolImport
	SymbolConst           = ast.SymbolConst
)
