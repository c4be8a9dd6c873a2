Page({
  data: { agreed: false },

  onAgree(event) {
    this.setData({ agreed: event.detail.value.length > 0 });
  },

  // Nothing is read before the box was ticked.
  readCard() {
    if (!this.data.agreed) {
      wx.showToast({ title: '请先阅读并同意隐私政策', icon: 'none' });
      return;
    }
    const nfc = wx.getNFCAdapter();
    nfc.onDiscovered((tag) => {
      nfc.stopDiscovery();
      const id = Array.from(new Uint8Array(tag.id), (b) => b.toString(16).padStart(2, '0')).join('');
      wx.navigateTo({ url: `/pages/card/card?id=${id}` });
    });
    nfc.startDiscovery({
      fail: () => wx.showToast({ title: '此设备不支持 NFC', icon: 'none' }),
    });
  },
});
