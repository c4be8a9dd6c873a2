package catalogue

import (
	"strings"
	"testing"
)

func TestConsentText(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"读取剪贴板 是否允许读取剪贴板中的门店编号？", true},
		{"课堂签到 签到将获取您的位置，仅用于判断是否在教室附近", true},
		{"Consent We read the identifier of your NFC card to register the visit. See our privacy policy.", true},
		{"We use your location to find shops nearby", true},
		{"隐私政策", true},
		{"健康数据授权说明 步数用于计算公益里程，是否同意使用？", true},
		{"投屏 投屏需要读取您的 Wi-Fi 信息", true},
		{"使用当前位置推荐门店？", true},
		{"需要定位权限", true},
		{"Allow access to your clipboard?", true},
		{"We collect device information", true},
		{"是否粘贴剪贴板中的内容？", true},
		{"定位 是否开启定位？", true},
		{"提示 是否打开蓝牙并搜索附近设备？", true},
		{"检测到剪贴板，是否识别？", true},
		{"Paste from your clipboard?", true},
		{"Enable Bluetooth?", true},
		{"请立即打开蓝牙", false},
		{"是否使用默认地址？", false},
		{"是否打开详情页？", false},
		{"Please enable Bluetooth.", false},
		{"Paste the link here", false},
		{"取消订单 确定要取消这个订单吗？", false},
		{"下载完成 可在列表中播放", false},
		{"", false},
		{"确定要删除这个地址吗？", false},
		{"请打开蓝牙后重试", false},
		{"获取位置失败，是否重试？", false},
		{"确认收货地址", false},
		{"请上传营业许可证", false},
		{"暂无权限，请联系店长", false},
		{"本店不允许重复签到", false},
		{"Delete this photo?", false},
		{"Your order is ready", false},
		{"NFC reader is ready", false},
		{"Read our refund policy", false},
		{"This value is not allowed", false},
		{"unauthorized", false},
	}
	for _, test := range tests {
		if got := Default().ConsentText(test.text); got != test.want {
			t.Errorf("ConsentText(%q) = %v", test.text, got)
		}
	}
}

func TestLabels(t *testing.T) {
	tests := []struct {
		label         string
		agree, refuse bool
	}{
		{"同意", true, false},
		{"同意并继续", true, false},
		{"同意隐私政策并定位", true, false},
		{"允许使用蓝牙", true, false},
		{"授权登录", true, false},
		{"接受", true, false},
		{"I agree", true, false},
		{"AGREE & CONTINUE", true, false},
		{"Accept and close", true, false},
		{"Allow", true, false},
		{"不同意", false, true},
		{"不同意并退出", false, true},
		{"暂不同意", false, true},
		{"暂不", false, true},
		{"拒绝授权", false, true},
		{"以后再说", false, true},
		{"稍后", false, true},
		{"取消", false, true},
		{"跳过", false, true},
		{"关闭", false, true},
		{"×", false, true},
		{"Disagree", false, true},
		{"Don't allow", false, true},
		{"Don’t Allow", false, true},
		{"Not now", false, true},
		{"No", false, true},
		{"Cancel", false, true},
		{"撤回隐私授权", false, false},
		{"管理健康数据授权", false, false},
		{"查看授权记录", false, false},
		{"开启智能识别", false, false},
		{"我知道了", false, false},
		{"以后不再提示", false, false},
		{"退出登录", false, false},
		{"用户协议", false, false},
		{"OK", false, false},
		{"User agreement", false, false},
		{"Notes", false, false},
		{"", false, false},
	}
	c := Default()
	for _, test := range tests {
		if a, r := c.AgreeLabel(test.label), c.RefuseLabel(test.label); a != test.agree || r != test.refuse {
			t.Errorf("%q: agree %v, refuse %v; want %v, %v", test.label, a, r, test.agree, test.refuse)
		}
	}
}

func TestAgreementText(t *testing.T) {
	c := Default()
	for _, text := range []string{
		"我已阅读并同意《会员协议》和《隐私政策》", "同意《门禁服务协议》，允许使用 NFC 模拟门卡", "允许读取剪贴板（见《隐私政策》）",
		"开启即同意按《隐私政策》读取剪贴板链接", "I have read the Terms", "I agree to the privacy policy",
	} {
		if !c.AgreementText(text) {
			t.Errorf("%q is an agreement", text)
		}
	}
	for _, text := range []string{"使用深色外观", "快车", "Dark mode", "协议价", "determine"} {
		if c.AgreementText(text) {
			t.Errorf("%q is no agreement", text)
		}
	}
}

func TestPrivacyText(t *testing.T) {
	if !Default().PrivacyText("打开蓝牙，扫描附近的设备") || Default().PrivacyText("今日特价 全场八折") {
		t.Error("PrivacyText")
	}
}

func TestLongTextIsCut(t *testing.T) {
	if Default().ConsentText(strings.Repeat("a ", maxText) + "隐私") {
		t.Error("looked beyond the bound")
	}
}

func TestAgeText(t *testing.T) {
	c := Default()
	for _, text := range []string{
		"请选择出生日期", "我已满14周岁", "未满 18 岁请勿使用", "未成年人保护", "Your age", "age", "Are you over 18?", "Date of Birth",
		"with a parent or guardian", "birthday", "{{user.age}}", "生日礼物 请填写生日",
	} {
		if !c.AgeText(text) {
			t.Errorf("%q is about age", text)
		}
	}
	for _, text := range []string{
		"", "page", "message", "Cache-Control: max-age=0", "生日快乐", "生日蛋糕八折", "Happy birthday!", "birthday cakes", "for all ages",
		"a minor update", "v1.2 minor", "3岁以上玩具", "percentage",
	} {
		if c.AgeText(text) {
			t.Errorf("%q is not about age", text)
		}
	}
}

func TestWithdrawLabel(t *testing.T) {
	for label, want := range map[string]bool{
		"撤回隐私授权": true, "撤回同意": true, "取消授权": true, "Withdraw consent": true, "Revoke permission": true,
		"撤回消息": false, "取消": false, "取消订单": false, "同意": false, "Withdraw money": false, "Revoke": false,
	} {
		if got := Default().WithdrawLabel(label); got != want {
			t.Errorf("WithdrawLabel(%q) = %v", label, got)
		}
	}
}
