App({
  globalData: { city: '' },
  onLaunch() {
    const saved = wx.getStorageSync('city');
    if (saved) this.globalData.city = saved;
  },
});
